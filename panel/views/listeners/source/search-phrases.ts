import { t } from '../../../i18n.ts';

/** The words of the editor's search panel, by CodeMirror's own. */
export const searchPhrases = (): Record<string, string> => ({
	Find: t('search_find'),
	next: t('search_next'),
	previous: t('search_previous'),
	all: t('search_all'),
	'match case': t('search_case'),
	regexp: t('search_regexp'),
	'by word': t('search_word'),
	close: t('search_close'),
	'current match': t('search_current'),
	'on line': t('search_onLine'),
});
