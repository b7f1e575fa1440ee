import { javascript } from '@codemirror/lang-javascript';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Place } from '../../../src/analyser/verdict.ts';

const colours = HighlightStyle.define([
	{ tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-keyword)' },
	{ tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
	{ tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
	{ tag: tags.regexp, color: 'var(--code-regexp)' },
	{ tag: [tags.comment], color: 'var(--code-comment)', fontStyle: 'italic' },
	{ tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-property)' },
	{
		tag: [tags.definition(tags.variableName), tags.function(tags.variableName)],
		color: 'var(--code-definition)',
	},
]);

const theme = EditorView.theme({
	'&': { backgroundColor: 'transparent', color: 'var(--text)', fontSize: '11px' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '16px' },
	'.cm-gutters': {
		backgroundColor: 'var(--surface)',
		color: 'var(--text-dim)',
		borderRight: '1px solid var(--divider)',
	},
	'.cm-line': { padding: '0 8px' },
});

/** Shows code that cannot be edited, with places marked; returns what takes it away again. */
export function showCode(
	parent: HTMLElement,
	text: string,
	deciding: readonly Place[],
	uses: readonly Place[],
	label: string,
): () => void {
	const state = EditorState.create({
		doc: text,
		extensions: [
			lineNumbers(),
			javascript({ typescript: false }),
			syntaxHighlighting(colours),
			theme,
			EditorState.readOnly.of(true),
			EditorView.lineWrapping,
			EditorView.contentAttributes.of({ 'aria-label': label }),
			markedPlaces(deciding, uses),
		],
	});
	const view = new EditorView({ state, parent });
	const [first] = deciding;
	if (first) {
		const line = state.doc.line(Math.min(Math.max(1, first.line), state.doc.lines));
		view.dispatch({ effects: EditorView.scrollIntoView(line.from, { y: 'center' }) });
	}
	return () => view.destroy();
}

function markedPlaces(deciding: readonly Place[], uses: readonly Place[]): Extension {
	return EditorView.decorations.compute(['doc'], (state): DecorationSet => {
		const ranges: { from: number; to: number; value: Decoration }[] = [];
		const add = (place: Place, name: string): void => {
			const { doc } = state;
			if (place.line < 1 || place.line > doc.lines) return;
			for (let line = place.line; line <= Math.min(place.endLine, doc.lines, place.line + 3); line++) {
				const { from } = doc.line(line);
				ranges.push({ from, to: from, value: Decoration.line({ class: `cm-${name}-line` }) });
			}
			const from = Math.min(doc.line(place.line).from + place.column, doc.length);
			const last = doc.line(Math.min(place.endLine, doc.lines));
			const to = Math.min(last.from + place.endColumn, doc.length);
			if (to > from) ranges.push({ from, to, value: Decoration.mark({ class: `cm-${name}` }) });
		};
		for (const place of deciding) add(place, 'deciding');
		for (const place of uses) add(place, 'use');
		ranges.sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide);
		const builder = new RangeSetBuilder<Decoration>();
		for (const { from, to, value } of ranges) builder.add(from, to, value);
		return builder.finish();
	});
}
