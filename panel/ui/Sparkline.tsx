interface SparklineProps {
	values: readonly number[];
	/** What the picture says, in words. */
	label: string;
	class?: string;
	/** Pixels. */
	width: number;
	height: number;
}

/** Pixels of one value: a single frame shall not fill the cell with its colour. */
const MOST_STEP = 6;

/** A small curve of values over time, as high as its highest value; a text takes its place for those who do not see it. */
export function Sparkline({ values, label, class: tone = '', width, height }: SparklineProps) {
	if (values.length === 0) return null;
	const most = Math.max(1, ...values);
	const step = Math.min(MOST_STEP, width / values.length);
	const y = (value: number): string => (height - (value / most) * (height - 1)).toFixed(1);
	// Each value is a step of equal width: few values are no slope.
	const steps = values.map(
		(value, at) => `L${(at * step).toFixed(1)} ${y(value)}H${((at + 1) * step).toFixed(1)}`,
	);
	return (
		<svg
			class={`sparkline ${tone}`}
			role="img"
			aria-label={label}
			width={width}
			height={height}
			viewBox={`0 0 ${width} ${height}`}
		>
			<title>{label}</title>
			<path d={`M0 ${height}${steps.join('')}V${height}Z`} />
		</svg>
	);
}
