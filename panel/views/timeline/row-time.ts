import { formatSpan, formatTime } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';

/**
 * A row's time as a person chose to see it: of the day, since the first row that is held, or since the row before it
 * among those that pass the filter.
 */
export function rowTime({ session, view, timeline }: PanelStore, row: number): string {
	const time = session.rows.time(row);
	switch (timeline.timeMode.value) {
		case 'absolute':
			return formatTime(time);
		case 'relative': {
			const first = session.timeline.at(0);
			return first === undefined ? '' : formatSpan(time - session.rows.time(first));
		}
		case 'delta': {
			const index = view.indexOf(row);
			const before = index > 0 ? view.at(index - 1) : undefined;
			return before === undefined ? '' : `+${formatSpan(time - session.rows.time(before))}`;
		}
	}
}
