import { useContext } from 'preact/hooks';
import type { SessionProblemCode } from '../../../src/export/session-problem.ts';
import { formatCount, type MessageKey, t } from '../../i18n.ts';
import type { TransferProblem } from '../../store/transfer.ts';
import { TransferContext } from './transfer-context.ts';

const PROBLEMS: Record<SessionProblemCode, MessageKey> = {
	'not-json': 'openError_notJson',
	cut: 'openError_cut',
	'not-a-session': 'openError_notASession',
	'other-version': 'openError_otherVersion',
	missing: 'openError_missing',
	'bad-item': 'openError_badItem',
	'too-large': 'openError_tooLarge',
};

/** What is being exported or opened, what went wrong, and that a file is shown instead of the tab. */
export function TransferBanner() {
	const place = useContext(TransferContext);
	if (!place) return null;
	const { transfer, shown, close } = place;
	const job = transfer.job.value;
	const problem = transfer.problem.value;
	return (
		<>
			{shown && (
				<div class="banner banner-quiet" role="status">
					<span>
						{t('openedFile', shown.name, new Date(shown.savedAt).toLocaleString())}
						{shown.redacted && ` ${t('openedRedacted')}`}
						{shown.tally.unknownFields + shown.tally.cutTexts > 0 &&
							` ${t('openedTally', formatCount(shown.tally.unknownFields), formatCount(shown.tally.cutTexts))}`}
					</span>
					<button type="button" class="button" onClick={close}>
						{t('closeFile')}
					</button>
				</div>
			)}
			{job && (
				<div class="banner banner-quiet">
					<label class="transfer">
						{job.what === 'export' ? t('exporting') : t('opening')} <progress value={job.share} max={1} />
					</label>
					<button type="button" class="button" onClick={transfer.cancel}>
						{t('cancel')}
					</button>
				</div>
			)}
			{problem && (
				<div class="banner" role="alert">
					{problemText(problem)}
					<button
						type="button"
						class="button"
						onClick={() => {
							transfer.problem.value = undefined;
						}}
					>
						{t('dismiss')}
					</button>
				</div>
			)}
		</>
	);
}

function problemText(problem: TransferProblem): string {
	if (problem.what === 'export') return t('exportFailed', problem.reason);
	return t(PROBLEMS[problem.problem.code], problem.problem.detail);
}
