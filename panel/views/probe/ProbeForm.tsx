import { MOST_PORTS, type ProbeSource } from '../../../src/protocol/probe.ts';
import { formatCount, formatSpan, type MessageKey, t } from '../../i18n.ts';
import type { ProbeDesk } from '../../store/probe/probe-desk.ts';
import { timeLimits } from '../../store/probe/probe-draft.ts';
import type { Problems } from './problems.ts';
import { senderKey, senderText } from './sender-text.ts';

interface ProbeFormProps {
	desk: ProbeDesk;
	senders: readonly ProbeSource[];
	problems: Problems;
}

/** What safe mode cannot block. */
const LIMITS: readonly MessageKey[] = [
	'probingLimitLater',
	'probingLimitAnswers',
	'probingLimitChanges',
	'probingLimitUnseen',
	'probingLimitVariables',
	'probingLimitSignals',
];

/** From whom the message says it is, and under which conditions it is delivered. */
export function ProbeForm({ desk, senders, problems }: ProbeFormProps) {
	const { source, ports, delivery, safe, timeLimit } = desk.draft.value;
	return (
		<>
			<Delivery desk={desk} />
			{delivery === 'posed' && (
				<OriginField desk={desk} name="attack" label={t('probingAttack')} problem={problems.get('attack')} />
			)}
			<OriginField
				desk={desk}
				name="trusted"
				label={t('probingTrusted')}
				problem={problems.get('trusted')}
				offers={desk.trusted.value.map(({ origin }) => origin)}
			/>
			<label class="probing-field">
				<span class="dim">{t('probingSender')}</span>
				<select
					class="probing-select"
					value={senderKey(source)}
					onChange={({ currentTarget }) => {
						const chosen = senders[currentTarget.selectedIndex];
						if (chosen) desk.edit({ source: chosen });
					}}
				>
					{senders.map((one) => (
						<option key={senderKey(one)} value={senderKey(one)}>
							{senderText(one)}
						</option>
					))}
				</select>
			</label>
			<label class="probing-field">
				<span class="dim">{t('probingPorts')}</span>
				<select
					class="probing-select"
					value={String(ports)}
					title={t('probingPortsWhat')}
					onChange={({ currentTarget }) => desk.edit({ ports: currentTarget.selectedIndex })}
				>
					{Array.from({ length: MOST_PORTS + 1 }, (_, count) => (
						<option key={count} value={String(count)}>
							{formatCount(count)}
						</option>
					))}
				</select>
			</label>
			<label class="probing-field">
				<span class="dim">{t('probingTime')}</span>
				<select
					class="probing-select"
					value={String(timeLimit)}
					onChange={({ currentTarget }) => desk.edit({ timeLimit: Number(currentTarget.value) })}
				>
					{timeLimits.map((ms) => (
						<option key={ms} value={String(ms)}>
							{formatSpan(ms)}
						</option>
					))}
				</select>
			</label>
			<div class="probing-safe">
				<label class="check">
					<input
						type="checkbox"
						checked={safe}
						aria-describedby="probing-safe-what"
						onChange={({ currentTarget }) => desk.edit({ safe: currentTarget.checked })}
					/>
					{t('probingSafe')}
				</label>
				<p id="probing-safe-what" class={safe ? 'dim' : 'notice'}>
					{t(safe ? 'probingSafeWhat' : 'probingUnsafe')}
				</p>
				{safe && (
					<details class="probing-limits">
						<summary>{t('probingSafeLimits')}</summary>
						<ul class="points dim">
							{LIMITS.map((key) => (
								<li key={key}>{t(key)}</li>
							))}
						</ul>
					</details>
				)}
			</div>
		</>
	);
}

/** Whether the message only says from whom it is, or really is from somewhere else, with what that means. */
function Delivery({ desk }: { desk: ProbeDesk }) {
	const { delivery } = desk.draft.value;
	return (
		<div class="probing-field">
			<label class="dim" for="probing-delivery">
				{t('probingDelivery')}
			</label>
			<select
				id="probing-delivery"
				class="probing-select"
				value={delivery}
				aria-describedby="probing-delivery-what"
				onChange={({ currentTarget }) =>
					desk.edit({ delivery: currentTarget.value === 'foreign' ? 'foreign' : 'posed' })
				}
			>
				<option value="posed">{t('probingPosed')}</option>
				<option value="foreign">{t('probingForeign')}</option>
			</select>
			<p id="probing-delivery-what" class="dim probing-problem">
				{t(delivery === 'posed' ? 'probingPosedWhat' : 'probingForeignWhat')}
			</p>
		</div>
	);
}

interface OriginFieldProps {
	desk: ProbeDesk;
	name: 'attack' | 'trusted';
	label: string;
	problem: string | undefined;
	/** Origins to choose from. */
	offers?: readonly string[];
}

function OriginField({ desk, name, label, problem, offers = [] }: OriginFieldProps) {
	const id = `probing-${name}`;
	return (
		<div class="probing-field">
			<label class="dim" for={id}>
				{label}
			</label>
			<input
				id={id}
				class="field mono"
				list={offers.length > 0 ? `${id}-offers` : undefined}
				spellcheck={false}
				autocomplete="off"
				value={desk.draft.value[name]}
				aria-invalid={problem !== undefined}
				aria-describedby={`${id}-problem`}
				onInput={({ currentTarget }) => desk.edit({ [name]: currentTarget.value.trim() })}
			/>
			{offers.length > 0 && (
				<datalist id={`${id}-offers`}>
					{offers.map((origin) => (
						<option key={origin} value={origin} />
					))}
				</datalist>
			)}
			<span id={`${id}-problem`} class="bad-text probing-problem" aria-live="polite">
				{problem}
			</span>
		</div>
	);
}
