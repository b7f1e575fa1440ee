import { createContext } from 'preact';
import type { OpenedSession } from '../../../src/export/read-session.ts';
import type { Transfer } from '../../store/transfer.ts';

/** A file that the panel shows instead of the tab. */
export interface Shown extends Pick<OpenedSession, 'savedAt' | 'redacted' | 'tally'> {
	name: string;
}

export interface TransferPlace {
	transfer: Transfer;
	shown: Shown | undefined;
	/** Goes back to the tab. */
	close(): void;
}

/** Export and import, for the toolbar and the banners; absent where a view stands alone. */
export const TransferContext = createContext<TransferPlace | undefined>(undefined);
