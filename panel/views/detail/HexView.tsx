import { useRef } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { useRowWindow } from '../../ui/use-row-window.ts';

const WIDTH = 16;
const ROW = 17;

/** Bytes in rows of sixteen, with their offsets and their ASCII text; drawn only where they are in sight. */
export function HexView({ bytes }: { bytes: Uint8Array }) {
	const scroller = useRef<HTMLDivElement>(null);
	const count = Math.ceil(bytes.length / WIDTH);
	const { window, onScroll } = useRowWindow(scroller, count, ROW, false);
	const digits = Math.max(4, (bytes.length - 1).toString(16).length);
	const lines = [];
	for (let i = window.first; i < window.end; i++) {
		const part = bytes.subarray(i * WIDTH, (i + 1) * WIDTH);
		const pairs = Array.from(part, (byte) => byte.toString(16).padStart(2, '0'));
		lines.push(
			<div key={i} class="hex-row" style={{ height: `${ROW}px` }}>
				<span class="dim">{(i * WIDTH).toString(16).padStart(digits, '0')}</span>
				{'  '}
				{pairs.slice(0, 8).join(' ').padEnd(23)}
				{'  '}
				{pairs.slice(8).join(' ').padEnd(23)}
				{'  '}
				<span class="v-string">
					{String.fromCharCode(...part.map((byte) => (byte > 31 && byte < 127 ? byte : 46)))}
				</span>
			</div>,
		);
	}
	return (
		<section
			ref={scroller}
			class="hex mono"
			onScroll={onScroll}
			aria-label={t('hex')}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
			tabIndex={0}
		>
			<div style={{ height: `${window.height}px` }}>
				<div style={{ transform: `translateY(${window.offset}px)` }}>{lines}</div>
			</div>
		</section>
	);
}
