import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { t, tOf } from '../../../i18n.ts';
import { actionKinds, type RuleDraft, ruleOf, troubleWith } from '../../../store/acts/rules.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { Outcome } from './Outcome.tsx';
import { patch } from './PayloadField.tsx';
import { useAct } from './use-act.ts';

const PATTERN_HINT = 'act-pattern-hint';

/** Which frames a new rule takes, and what it does with them. */
export function RuleForm({ acts, socket }: { acts: SocketActs; socket: SocketRecord }) {
	const act = useAct();
	const draft = acts.rule.value;
	const set = (change: Partial<RuleDraft>): void => patch(acts.rule, change);
	const made = ruleOf(draft);
	const problem = 'problem' in made ? made.problem : undefined;
	const arm = (): Promise<void> =>
		act.run(async () => {
			const rule = ruleOf(acts.rule.peek());
			if ('problem' in rule) return rule.problem;
			const trouble = await troubleWith(rule);
			// What the page says of it stands below.
			if (!trouble) await acts.rules.add(socket, rule, draft.forAll);
			return trouble;
		}, '');
	return (
		<form
			class="act-form"
			onSubmit={(event) => {
				event.preventDefault();
				void arm();
			}}
		>
			<div class="act-line">
				<select
					class="choice"
					aria-label={t('act_direction')}
					value={draft.direction}
					onChange={(event) => set({ direction: event.currentTarget.value as 'in' | 'out' })}
				>
					<option value="in">{t('direction_in')}</option>
					<option value="out">{t('direction_out')}</option>
				</select>
				<select
					class="choice"
					aria-label={t('act_scope')}
					value={String(draft.forAll)}
					onChange={(event) => set({ forAll: event.currentTarget.value === 'true' })}
				>
					<option value="false">{t('act_ruleSocket')}</option>
					<option value="true">{t('act_ruleAll')}</option>
				</select>
				<input
					type="text"
					class="act-field act-pattern mono"
					spellcheck={false}
					aria-label={t('act_pattern')}
					aria-describedby={PATTERN_HINT}
					aria-invalid={problem?.kind === 'pattern'}
					placeholder={t('act_pattern')}
					value={draft.pattern}
					onInput={(event) => set({ pattern: event.currentTarget.value })}
				/>
				<label class="act-check">
					<input
						type="checkbox"
						checked={draft.ignoresCase}
						onChange={(event) => set({ ignoresCase: event.currentTarget.checked })}
					/>
					{t('act_ignoreCase')}
				</label>
				<ActionFields draft={draft} set={set} />
				<button type="submit" class="button" disabled={problem !== undefined || act.busy}>
					{t('act_addRule')}
				</button>
			</div>
			<div class="act-line" id={PATTERN_HINT}>
				{problem ? <Outcome act={{ problem, note: '' }} /> : <Outcome act={act} />}
				<span class="own-words">{t('act_patternHint')}</span>
			</div>
		</form>
	);
}

function ActionFields({ draft, set }: { draft: RuleDraft; set(change: Partial<RuleDraft>): void }) {
	return (
		<>
			<select
				class="choice"
				aria-label={t('act_action')}
				value={draft.action}
				onChange={(event) => set({ action: event.currentTarget.value as RuleDraft['action'] })}
			>
				{actionKinds.map((kind) => (
					<option key={kind} value={kind}>
						{tOf('ruleAction', kind)}
					</option>
				))}
			</select>
			{draft.action === 'replace' && (
				<input
					type="text"
					class="act-field mono"
					spellcheck={false}
					aria-label={t('act_replaceBy')}
					placeholder={t('act_replaceBy')}
					value={draft.by}
					onInput={(event) => set({ by: event.currentTarget.value })}
				/>
			)}
			{draft.action === 'delay' && (
				<>
					<Span label={t('act_delay')} value={draft.delay} set={(delay) => set({ delay })} />
					<Span
						before="+ 0…"
						label={t('act_jitter')}
						value={draft.jitter}
						set={(jitter) => set({ jitter })}
					/>
				</>
			)}
		</>
	);
}

interface SpanProps {
	before?: string;
	label: string;
	value: string;
	set(text: string): void;
}

/** A field for a time in milliseconds. */
function Span({ before, label, value, set }: SpanProps) {
	return (
		<label class="act-check" title={label}>
			{before}
			<input
				type="text"
				inputMode="numeric"
				class="act-field act-number mono"
				aria-label={label}
				value={value}
				onInput={(event) => set(event.currentTarget.value)}
			/>
			ms
		</label>
	);
}
