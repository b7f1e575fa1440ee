import type { ComponentChildren } from 'preact';
import { formatCount, formatSize, formatSpan, t, tn } from '../../i18n.ts';
import type { Curve } from '../../store/traffic.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';

interface LineProps {
	curve: Curve;
	width: number;
	height: number;
	/** Whether to say below what the curve says. */
	captioned?: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const whole = ({ span, frames }: Curve): string => formatSpan(span * frames.length);

/** Frames over time. */
export function RateLine({ curve, width, height, captioned = false }: LineProps) {
	const { frames, span } = curve;
	const most = formatCount(Math.max(0, ...frames));
	const label = tn('frameRate', sum(frames), whole(curve), most, formatSpan(span));
	const line = (
		<Sparkline values={frames} label={label} class="sparkline-rate" width={width} height={height} />
	);
	return captioned ? <Captioned label={label}>{line}</Captioned> : line;
}

/** Bytes over time. */
export function VolumeLine({ curve, width, height, captioned = false }: LineProps) {
	const { bytes, span } = curve;
	const most = formatSize(Math.max(0, ...bytes));
	const label = t('byteRate', formatSize(sum(bytes)), whole(curve), most, formatSpan(span));
	const line = (
		<Sparkline values={bytes} label={label} class="sparkline-volume" width={width} height={height} />
	);
	return captioned ? <Captioned label={label}>{line}</Captioned> : line;
}

function Captioned({ label, children }: { label: string; children: ComponentChildren }) {
	return (
		<figure>
			{children}
			<figcaption aria-hidden="true">{label}</figcaption>
		</figure>
	);
}
