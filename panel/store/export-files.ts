import type { ExportOptions, Pieces } from '../../src/export/export-options.ts';
import type { ExportFormat } from './export-formats.ts';
import type { Exported } from './export-kinds.ts';

export interface ExportFile extends Pieces {
	name: string;
	type: string;
}

/** The file of a format: its name says host and time (UTC). */
export async function exportFile(
	store: Exported,
	format: ExportFormat,
	options: ExportOptions,
): Promise<ExportFile> {
	// With what it needs of the decoders, it is not part of what the panel starts with.
	const { fileKinds } = await import('./export-kinds.ts');
	const { ending, type, make } = fileKinds[format];
	const time = new Date(options.now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
	return { name: `earshot-${hostOf(store)}${time}${ending}`, type, ...make(store, options) };
}

function hostOf({ session }: Exported): string {
	const top = [...session.documents].findLast(({ info }) => info?.frameId === 0)?.info?.url ?? '';
	const host = URL.canParse(top) ? new URL(top).hostname : '';
	return host === '' ? '' : `${host.replaceAll(/[^\w.-]/g, '_').slice(0, 60)}-`;
}
