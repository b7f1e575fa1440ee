import type { Failure } from '../../src/protocol/failure.ts';
import { visible } from '../../src/session/visible.ts';
import { t, tOf } from '../i18n.ts';

/** Why something failed, in words; foreign ones stand behind ours, in quotation marks. */
export function failureText({ code, detail = '' }: Failure): string {
	const foreign = visible(detail);
	// A number, which has its place among the words.
	if (code === 'status') return t('failure_status', foreign);
	const text = tOf('failure', code);
	return foreign === '' ? text : t('failureDetail', text, foreign);
}
