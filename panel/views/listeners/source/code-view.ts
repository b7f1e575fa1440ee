import { javascript } from '@codemirror/lang-javascript';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from '@codemirror/search';
import { EditorSelection, EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import {
	Decoration,
	type DecorationSet,
	EditorView,
	GutterMarker,
	gutterLineClass,
	highlightSpecialChars,
	type KeyBinding,
	keymap,
	lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { MarkKind } from './executed.ts';

export interface CodeMark {
	id: string;
	kind: MarkKind;
	title: string;
	/** Offsets. */
	from: number;
	to: number;
}

export interface Code {
	text: string;
	/** By its end, the language. */
	name: string;
	marks: readonly CodeMark[];
	/** Offset to begin at. */
	at: number;
	/** Name of the text for those who do not see it. */
	label: string;
	/** Words of the search panel, by CodeMirror's own. */
	phrases: Record<string, string>;
	onCursor(offset: number): void;
}

export interface CodeView {
	/** Goes to a mark; false when there is none with this id. */
	jump(id: string): boolean;
	find(): void;
	close(): void;
}

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

const keys: readonly KeyBinding[] = [
	{ key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
	{ key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
	{ key: 'Mod-g', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
	{ key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
];

/** Shows code that cannot be edited, with places marked. */
export function showCode(parent: HTMLElement, code: Code): CodeView {
	const state = EditorState.create({
		doc: code.text,
		selection: EditorSelection.cursor(Math.min(code.at, code.text.length)),
		extensions: [
			lineNumbers(),
			highlightSpecialChars(),
			javascript({ typescript: /\.[cm]?tsx?$/.test(code.name), jsx: /x$/.test(code.name) }),
			syntaxHighlighting(colours),
			EditorState.readOnly.of(true),
			EditorState.tabSize.of(2),
			EditorState.phrases.of(code.phrases),
			EditorView.lineWrapping,
			EditorView.contentAttributes.of({ 'aria-label': code.label, 'aria-readonly': 'true' }),
			search({ top: true }),
			keymap.of(keys),
			EditorView.updateListener.of((update) => {
				if (update.selectionSet) code.onCursor(update.state.selection.main.from);
			}),
			marked(code.marks),
		],
	});
	const view = new EditorView({ state, parent });
	const around = parent.closest('[role=tabpanel]');
	const top = around?.scrollTop ?? 0;
	view.dispatch({ effects: EditorView.scrollIntoView(state.selection.main.head, { y: 'center' }) });
	// The editor scrolls with its next measure; what is around it stays where it was.
	requestAnimationFrame(() => around?.scrollTo({ top }));
	return {
		jump(id) {
			const mark = code.marks.find((one) => one.id === id);
			if (!mark) return false;
			view.dispatch({
				selection: EditorSelection.range(mark.from, mark.to),
				effects: EditorView.scrollIntoView(mark.from, { y: 'center' }),
			});
			view.focus();
			return true;
		},
		find: () => void openSearchPanel(view),
		close: () => view.destroy(),
	};
}

class MarkedLine extends GutterMarker {
	override elementClass: string;
	constructor(kind: MarkKind) {
		super();
		this.elementClass = `cm-${kind}-gutter`;
	}
}
const gutters: Record<MarkKind, GutterMarker> = {
	deciding: new MarkedLine('deciding'),
	use: new MarkedLine('use'),
	read: new MarkedLine('read'),
	registered: new MarkedLine('registered'),
};
/** A mark that spans more lines colours its first ones. */
const MOST_LINES = 4;

function marked(marks: readonly CodeMark[]): Extension {
	const sorted = marks.toSorted((a, b) => a.from - b.from);
	const decorations = EditorView.decorations.compute(['doc'], ({ doc }): DecorationSet => {
		const ranges: { from: number; to: number; value: Decoration }[] = [];
		for (const { kind, from, to, title } of sorted) {
			if (kind === 'deciding') {
				const first = doc.lineAt(Math.min(from, doc.length)).number;
				const last = Math.min(doc.lineAt(Math.min(to, doc.length)).number, first + MOST_LINES - 1);
				for (let line = first; line <= last; line++) {
					const at = doc.line(line).from;
					ranges.push({ from: at, to: at, value: Decoration.line({ class: 'cm-deciding-line' }) });
				}
			}
			if (to > from) {
				ranges.push({ from, to, value: Decoration.mark({ class: `cm-${kind}`, attributes: { title } }) });
			}
		}
		ranges.sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide);
		const builder = new RangeSetBuilder<Decoration>();
		for (const { from, to, value } of ranges) builder.add(from, Math.min(to, doc.length), value);
		return builder.finish();
	});
	const lines = gutterLineClass.compute(['doc'], ({ doc }) => {
		const builder = new RangeSetBuilder<GutterMarker>();
		const starts = sorted.map(({ kind, from }) => ({
			kind,
			at: doc.lineAt(Math.min(from, doc.length)).from,
		}));
		for (const { kind, at } of starts) builder.add(at, at, gutters[kind]);
		return builder.finish();
	});
	return [decorations, lines];
}
