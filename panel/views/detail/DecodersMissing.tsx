import { t } from '../../i18n.ts';
import type { DecodeStore } from '../../store/decoding/decode-store.ts';

interface DecodersMissingProps {
	decoding: Pick<DecodeStore, 'retry'>;
	problem: string;
}

/** Says that the decoders could not be loaded, with a way to try it again: a busy machine may have been too slow. */
export function DecodersMissing({ decoding, problem }: DecodersMissingProps) {
	const again = (event: MouseEvent): void => {
		// The button goes with the problem: who pressed it with a key stays in the same part.
		(event.currentTarget as Element).closest<HTMLElement>('[role=tabpanel]')?.focus();
		decoding.retry();
	};
	return (
		<span class="own-words" role="alert">
			{t('decodersMissing', problem)}{' '}
			<button type="button" class="link" onClick={again}>
				{t('tryAgain')}
			</button>
		</span>
	);
}
