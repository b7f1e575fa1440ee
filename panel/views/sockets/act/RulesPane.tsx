import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { formatSpan, t, tOf } from '../../../i18n.ts';
import type { Rule } from '../../../store/acts/rules.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { TrashIcon } from '../../../ui/Icons.tsx';
import { ToolButton } from '../../../ui/ToolButton.tsx';
import { Problem } from './Outcome.tsx';
import { RuleForm } from './RuleForm.tsx';

interface RulesPaneProps {
	store: PanelStore;
	acts: SocketActs;
	socket: SocketRecord;
}

/** A person's rules for frames: one to make, and all there are. */
export function RulesPane({ store, acts, socket }: RulesPaneProps) {
	store.version.value;
	const { rules } = acts;
	const problem = rules.problem.value;
	return (
		<>
			<RuleForm acts={acts} socket={socket} />
			{problem && (
				<p class="act-line pad">
					<Problem problem={problem} />
				</p>
			)}
			{rules.rules.value.length === 0 ? (
				<p class="own-words pad">{t('act_noRules')}</p>
			) : (
				<ul class="act-rules" aria-label={t('actTool_rules')}>
					{rules.rules.value.map((rule) => (
						<li key={rule.id} class="act-line">
							<label class="act-check act-rule">
								<input
									type="checkbox"
									checked={rules.isArmed(rule)}
									onChange={(event) => void rules.turn(rule.id, event.currentTarget.checked, socket)}
								/>
								{t('act_ruleOn')}
								<span class="act-rule-words">
									{t(rule.direction === 'in' ? 'direction_in' : 'direction_out')} ·{' '}
									{scopeText(store, rule, socket)} ·{' '}
									{rule.pattern === '' ? (
										t('act_everyFrame')
									) : (
										<code>{`/${rule.pattern}/${rule.flags}`}</code>
									)}{' '}
									→ <strong>{tOf('ruleAction', rule.action.kind)}</strong> <Action rule={rule} />
								</span>
							</label>
							<ToolButton
								label={t('act_removeRule')}
								class="tool-small"
								onClick={() => void rules.remove(rule.id)}
							>
								<TrashIcon />
							</ToolButton>
						</li>
					))}
				</ul>
			)}
		</>
	);
}

function Action({ rule: { action } }: { rule: Rule }) {
	if (action.kind === 'replace') return <code>{JSON.stringify(action.by)}</code>;
	if (action.kind !== 'delay') return null;
	return (
		<span>
			{formatSpan(action.ms)}
			{action.jitter ? ` + 0…${formatSpan(action.jitter)}` : ''}
		</span>
	);
}

function scopeText({ session }: PanelStore, rule: Rule, here: SocketRecord): string {
	const document = session.documents.get(rule.document);
	if (!document || document.endedAt !== undefined) return t('act_scopeGone');
	if (rule.socket === undefined) return t(rule.document === here.document ? 'act_ruleAll' : 'act_scopeOther');
	if (rule.document === here.document && rule.socket === here.number) return t('act_ruleSocket');
	return session.sockets[document.sockets.get(rule.socket) ?? -1]?.url ?? t('act_scopeOther');
}
