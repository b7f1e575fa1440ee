import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hexPair } from '../../../src/decode/bytes/hex.ts';
import { t } from '../../i18n.ts';
import { announce } from '../../ui/announce.ts';
import { useRowWindow } from '../../ui/use-row-window.ts';
import { numbersAt } from './byte-numbers.ts';

const WIDTH = 16;
const ROW = 17;

const inHex = (offset: number): string => `0x${offset.toString(16)}`;

/**
 * Bytes in rows of sixteen, with their offsets and their ASCII text; drawn only where they are in sight. A click or the
 * arrow keys choose a byte; what numbers begin there is shown below.
 */
export function HexView({ bytes }: { bytes: Uint8Array }) {
	const scroller = useRef<HTMLDivElement>(null);
	const [at, setAt] = useState(0);
	const count = Math.ceil(bytes.length / WIDTH);
	const { window, onScroll, reveal, page } = useRowWindow(scroller, count, ROW, false);
	const digits = Math.max(4, (bytes.length - 1).toString(16).length);
	const line = Math.floor(at / WIDTH);
	useLayoutEffect(() => {
		// Its room is not known yet when it is drawn first.
		if (page > 0) reveal(line);
	}, [line]);
	const choose = (to: number): void => {
		setAt(to);
		// The byte alone: all that begins there would be read for minutes.
		announce(t('byteChosen', to, inHex(to), hexPair(bytes[to] ?? 0)));
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const to = {
			ArrowLeft: at - 1,
			ArrowRight: at + 1,
			ArrowUp: at - WIDTH,
			ArrowDown: at + WIDTH,
			PageUp: at - WIDTH * Math.max(1, page),
			PageDown: at + WIDTH * Math.max(1, page),
			Home: 0,
			End: bytes.length - 1,
		}[event.key];
		if (to === undefined) return;
		choose(Math.max(0, Math.min(bytes.length - 1, to)));
		event.preventDefault();
	};
	const lines = [];
	for (let row = window.first; row < window.end; row++) {
		lines.push(<HexRow key={row} bytes={bytes} start={row * WIDTH} digits={digits} at={at} />);
	}
	return (
		<div class="hex-frame">
			<section
				ref={scroller}
				class="hex mono"
				onScroll={onScroll}
				onKeyDown={onKeyDown}
				onClick={({ target }) => {
					const offset = (target as Element).closest<HTMLElement>('[data-at]')?.dataset['at'];
					if (offset !== undefined) choose(Number(offset));
				}}
				aria-label={t('hex')}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
				tabIndex={0}
			>
				<div style={{ height: `${window.height}px` }}>
					<div style={{ transform: `translateY(${window.offset}px)` }}>{lines}</div>
				</div>
			</section>
			{at < bytes.length && <Inspector bytes={bytes} at={at} />}
		</div>
	);
}

interface HexRowProps {
	bytes: Uint8Array;
	start: number;
	digits: number;
	at: number;
}

function HexRow({ bytes, start, digits, at }: HexRowProps) {
	const part = [...bytes.subarray(start, start + WIDTH)];
	return (
		<div class="hex-row" style={{ height: `${ROW}px` }}>
			<span class="dim">{start.toString(16).padStart(digits, '0')}</span>
			<span class="hex-bytes">
				{part.map((byte, index) => (
					<span
						key={index}
						data-at={start + index}
						class={`hex-byte ${start + index === at ? 'hex-at' : ''} ${index === WIDTH / 2 ? 'hex-half' : ''}`}
					>
						{hexPair(byte)}
					</span>
				))}
			</span>
			<span class="v-string">
				{part.map((byte, index) => (
					<span key={index} data-at={start + index} class={start + index === at ? 'hex-at' : ''}>
						{String.fromCharCode(byte > 31 && byte < 127 ? byte : 46)}
					</span>
				))}
			</span>
		</div>
	);
}

/** Numbers that begin at the chosen byte. */
function Inspector({ bytes, at }: { bytes: Uint8Array; at: number }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
		<section class="hex-numbers" aria-label={t('bytesAsNumbers')} tabIndex={0}>
			<table class="mono">
				<thead>
					<tr>
						<th scope="col">{t('atByte', at, inHex(at))}</th>
						<th scope="col">{t('littleEndian')}</th>
						<th scope="col">{t('bigEndian')}</th>
					</tr>
				</thead>
				<tbody>
					{numbersAt(bytes, at).map(({ type, little, big }) => (
						<tr key={type}>
							<th scope="row">{type}</th>
							<td>{little}</td>
							<td>{big}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
