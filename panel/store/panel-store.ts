import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { CallSite } from '../../src/protocol/event.ts';
import { parseQuery, type Query } from '../../src/session/query.ts';
import { withoutUnfinished } from '../../src/session/query-syntax.ts';
import { Session } from '../../src/session/session.ts';
import type { FilteredView } from '../../src/session/view.ts';
import { type AnalysisStore, createAnalysisStore } from './analysis-store.ts';
import type { BodyStore } from './bodies.ts';
import type { DecodeStore } from './decoding/decode-store.ts';
import { createFeed } from './feed.ts';
import { createFindings, type Finding } from './findings.ts';
import type { FrameList } from './frame-list.ts';
import { createFraming, type FramingStore } from './framing.ts';
import { createHandshakeStore, type HandshakeStore } from './handshake-store.ts';
import { createHijackStore, type HijackStore } from './hijack-store.ts';
import { createListenerList, type ListenerList } from './listener-list.ts';
import { createListing } from './listing.ts';
import { logHeaders } from './log-headers.ts';
import { createMapStore, type MapStore } from './map/map-store.ts';
import { createMissingScripts, type MissingScripts } from './missing-scripts.ts';
import { createProbeStore, type ProbeStore } from './probe/probe-store.ts';
import { isSavedList } from './probe/saved-messages.ts';
import { type Reach, watchReach } from './reach.ts';
import { createScriptTexts } from './script-texts.ts';
import { createSelection, type Selection } from './selection.ts';
import {
	isBoolean,
	isFilterList,
	isNumberRecord,
	isTextList,
	isTextRecord,
	type SavedFilter,
	shared,
	stored,
} from './settings.ts';
import { createSinkWatch, type SinkWatchStore } from './sink-watch.ts';
import { createSocketActs, type SocketActs } from './socket-acts.ts';
import { createSourceStore, type SourceStore } from './source/source-store.ts';
import type { PanelSurroundings } from './surroundings.ts';
import type { TimelineList } from './timeline-list.ts';
import { createTraffic, type TrafficStore } from './traffic.ts';
import { createUnseen, type UnseenStore } from './unseen.ts';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'gone' | 'other-version';

export interface PanelStore {
	session: Session;
	/** Raised, at most once a frame, when the session or the view of it changed. */
	version: Signal<number>;
	connection: Signal<ConnectionState>;
	/** Connected, and the first facts are in. */
	ready: ReadonlySignal<boolean>;
	findings: ReadonlySignal<Finding[]>;
	/** Whether the extension may run on web pages. */
	permitted: Signal<boolean>;
	/** Whether the tab's page answers, and why not. */
	reach: ReadonlySignal<Reach>;
	/** Documents have had their time to speak up: who has not will not. */
	settled: ReadonlySignal<boolean>;
	recording: Signal<boolean>;
	preserve: Signal<boolean>;
	filter: Signal<string>;
	query: ReadonlySignal<Query>;
	savedFilters: Signal<SavedFilter[]>;
	/** Notes of accepted findings by their stable ids. */
	accepted: Signal<Record<string, string>>;
	/** Widths of columns in pixels by grid and column. */
	widths: Signal<Record<string, number>>;
	setWidth(column: string, width: number): void;
	/** Share of a tab's detail pane. */
	share(tab: string, initial: number): number;
	hiddenColumns: Signal<string[]>;
	view: FilteredView;
	/** Rows of other extensions, and whether they, their listeners and findings are shown. */
	others: ReadonlySignal<number>;
	showOthers: Signal<boolean>;
	/** Listeners that no hook has seen. */
	unseen: UnseenStore;
	selection: Selection;
	analysis: AnalysisStore;
	sources: SourceStore;
	/** Scripts that the browser gives no text of. */
	missingScripts: MissingScripts;
	listenerList: ListenerList;
	decoding: DecodeStore;
	/** Payloads beyond what was recorded. */
	bodies: BodyStore;
	timeline: TimelineList;
	/** The frames of the socket that is looked at. */
	frameList: FrameList;
	traffic: TrafficStore;
	handshakes: HandshakeStore;
	/** What a person does to the page's sockets; absent where no page is there: a saved session. */
	acts: SocketActs | undefined;
	map: MapStore;
	hijack: HijackStore;
	/** Active tests of listeners. */
	probes: ProbeStore;
	/** Who may frame the page's documents, as their servers say. */
	framing: FramingStore;
	/** Watching where texts of messages go; absent where no page is there. */
	sinkWatch: SinkWatchStore | undefined;
	/** The session is a saved one: nothing is added to it. */
	isSaved: boolean;
	clear(): void;
	/** Shows a place in the browser's source view; absent where that cannot be done. */
	openSource: ((site: CallSite) => void) | undefined;
	command(token: string, command: Command): Promise<CommandResult>;
}

/** All that the panel knows and does; views read its signals and call its functions. */
export function createPanelStore(around: PanelSurroundings): PanelStore {
	const { connection: line, storage } = around;
	const session = around.session ?? new Session();
	const isSaved = around.session !== undefined;
	const version = signal(0);
	const state = signal<ConnectionState>('connecting');
	const permitted = signal(true);
	const factsIn = signal(false);
	const ready = computed(() => factsIn.value && state.value !== 'connecting');
	const recording = signal(!isSaved);
	const preserve = stored(storage, 'preserve-log', false, isBoolean);
	const filter = signal('');
	const query = computed(() => parseQuery(filter.value));
	const finished = computed(() => withoutUnfinished(filter.value));
	const applied = computed(() => parseQuery(finished.value));
	const command = (token: string, order: Command): Promise<CommandResult> => line.command(token, order);
	const scripts = createScriptTexts({ command, fetchText: line.fetchText, resources: around.resources });
	const analysis = createAnalysisStore(session, around.analyser, command, scripts);
	const headers = logHeaders(session, around.resources);
	const missingScripts = createMissingScripts(session, analysis, scripts);
	const sources = createSourceStore({
		ask: around.sourceTools ?? (async () => ({ failed: 'crashed', detail: '' })),
		scripts,
		headers,
	});
	const showOthers = signal(false);
	const others = signal(session.others);
	// Until there are some, no row need be asked.
	const hidesOthers = computed(() => others.value > 0 && !showOthers.value);
	/** Listeners below this index were given to the analyser. */
	let judged = 0;
	const paint = (): void => {
		for (; judged < session.listeners.length; judged++) {
			const listener = session.listeners[judged];
			if (listener) analysis.of(listener);
		}
		batch(() => {
			version.value++;
			others.value = session.others;
			factsIn.value ||= isSomethingKnown();
		});
	};
	const isSomethingKnown = (): boolean => session.documents.size > 0 || session.frames.length > 0;
	/** A list of nothing is no news, and drawing it would have the first news wait for the frame after it. */
	const paintSoon = (isAwaited: boolean): void => {
		if (isSaved || factsIn.peek() || isSomethingKnown()) around.nextFrame(paint, isAwaited);
	};
	const { changed, wanted, contents, ...listing } = createListing({
		session,
		storage,
		analysis,
		query: applied,
		hidesOthers,
		version,
		command,
		paint: paintSoon,
		now: around.now,
		later: around.later,
		nextFrame: around.nextFrame,
		decode: around.decode ?? (async () => ({ failed: 'crashed', detail: '' })),
	});

	// The browser's own must not be called as a method of something else.
	const wait = around.wait ?? ((run: () => void, ms: number): void => void setTimeout(run, ms));
	const feed = createFeed(session, {
		now: around.now,
		later: around.later,
		wait,
		acknowledge: line.acknowledge,
		changed,
	});
	const acts = isSaved
		? undefined
		: createSocketActs({ session, version, bodies: listing.bodies, command, changed, now: around.now, wait });
	const sinkWatch = isSaved ? undefined : createSinkWatch(session, version, command);
	const watch = watchReach(session, version, wait);
	const unseen = createUnseen(session, isSaved ? undefined : around.listing, {
		now: around.now,
		wait,
		changed,
	});
	line.onMessage((message) => {
		if (['opened', 'navigated', 'permitted'].includes(message.kind)) watch.restart();
		if (message.kind === 'permitted') permitted.value = message.permitted;
		else if (message.kind === 'opened') {
			batch(() => {
				state.value = message.version === around.expectedVersion ? 'connected' : 'other-version';
				permitted.value = message.permitted;
			});
		}
		if (message.kind === 'document') {
			unseen.lookSoon();
			analysis.documentCame(message.document.token);
			acts?.rules.documentCame(message.document.token);
			sinkWatch?.documentCame(message.document.token);
		}
		feed.receive(message);
	});
	line.onLost((forGood) => {
		state.value = forGood ? 'gone' : 'reconnecting';
	});

	effect(() => {
		session.recording = recording.value;
	});
	effect(() => {
		session.preserve = preserve.value;
	});
	const widths = stored<Record<string, number>>(storage, 'column-widths', {}, isNumberRecord);
	const accepted = shared<Record<string, string>>(storage, 'accepted-findings', {}, isTextRecord);
	const findings = createFindings(
		session,
		analysis,
		{ accepted, ofOthers: showOthers },
		version,
		around.later,
	);
	const selection = createSelection(session, version);
	const word = `e${crypto.randomUUID().slice(0, 8)}`;
	return {
		session,
		version,
		connection: state,
		ready,
		findings,
		permitted,
		reach: watch.reach,
		settled: watch.settled,
		recording,
		preserve,
		filter,
		query,
		accepted,
		savedFilters: shared(storage, 'saved-filters', [], isFilterList),
		widths,
		setWidth(column, width) {
			widths.value = { ...widths.value, [column]: width };
		},
		share: (tab, initial) => widths.value[`${tab}.share`] ?? initial,
		hiddenColumns: stored(storage, 'hidden-columns', [], isTextList),
		...listing,
		unseen,
		others,
		showOthers,
		selection,
		analysis,
		sources,
		missingScripts,
		listenerList: createListenerList(storage),
		traffic: createTraffic(session),
		acts,
		handshakes: createHandshakeStore(session, around.handshakes, around.now, changed),
		map: createMapStore({
			...around,
			session,
			analysis,
			changed: version,
			query: applied,
			wanted,
			contents,
			layOut: around.layOut,
		}),
		framing: createFraming({ session, analysis, command, headers, changed }),
		sinkWatch,
		probes: createProbeStore({
			session,
			analysis,
			command,
			shapesOf: around.shapesOf ?? (async () => []),
			saved: shared(storage, 'saved-messages', [], isSavedList),
		}),
		hijack: createHijackStore({ session, version, prober: around.prober, word, changed }),
		isSaved,
		clear() {
			session.clear();
			session.handshakes.notBefore = around.now();
			selection.clear();
			changed();
		},
		openSource: around.openSource,
		command,
	};
}
