import { NO_CONDITION, type Place, type Verdict } from '../../../src/analyser/verdict.ts';
import { visible } from '../../../src/session/visible.ts';
import { t, tOf } from '../../i18n.ts';
import { Said, sentenceText } from '../../ui/Said.tsx';
import { Section } from '../detail/Facts.tsx';
import { CopyText } from './CopyText.tsx';

interface ReasonsProps {
	/** Told in positions of the shown script. */
	verdict: Verdict;
	/** Lines of the marks in the text that is shown. */
	lines: ReadonlyMap<string, number>;
	/** Goes to a mark in the source. */
	onJump(id: string): void;
}

/** What else the analyser found: further reasons, the check, where data goes, on what it depends, how to mend it. */
export function Reasons({ verdict, lines, onJump }: ReasonsProps) {
	const { reasons, predicate, sinks, conditions, fix } = verdict;
	return (
		<>
			{reasons.length > 1 && (
				<Section title={t('reasons')}>
					<ul class="plain">
						{reasons.map((reason, index) =>
							index === 0 ? null : (
								<li key={`${reason.message}${reason.place?.line}:${reason.place?.column}`}>
									<Said sentence={reason} />{' '}
									<PlaceLink line={lines.get(`reason-${index}`)} id={`reason-${index}`} onJump={onJump} />
								</li>
							),
						)}
					</ul>
				</Section>
			)}
			{predicate !== undefined && (
				<Section title={t('predicate')}>
					{predicate === NO_CONDITION ? (
						<p class="plain">{t('predicateNone')}</p>
					) : (
						<pre class="raw">{visible(predicate)}</pre>
					)}
				</Section>
			)}
			{sinks.length > 0 && (
				<Section title={t('sinks')}>
					<ul class="plain">
						{sinks.map((sink, index) => (
							<li key={`${sink.kind}${sink.place.line}:${sink.place.column}`}>
								<span class="badge badge-plain">{tOf('sink', sink.kind)}</span>{' '}
								<SinkPath path={sink.path} to={sink.place} />
								<code class="mono">{visible(sink.place.text)}</code>{' '}
								<PlaceLink line={lines.get(`sink-${index}`)} id={`sink-${index}`} onJump={onJump} />
							</li>
						))}
					</ul>
				</Section>
			)}
			{conditions.length > 0 && (
				<Section title={t('conditions')}>
					<ul class="plain">
						{conditions.map((condition) => (
							<li key={condition.message}>
								<Said sentence={condition} />
							</li>
						))}
					</ul>
				</Section>
			)}
			{fix !== undefined && (
				<Section title={t('fix')}>
					<div class="with-copy">
						<p class="plain">
							<Said sentence={fix} />
						</p>
						<CopyText label={t('copyFix')} text={() => sentenceText(fix)} />
					</div>
				</Section>
			)}
		</>
	);
}

/** The line of a mark, which leads to it in the source; nothing for one that the shown text does not have. */
export function PlaceLink({
	line,
	id,
	onJump,
}: {
	line: number | undefined;
	id: string;
	onJump(id: string): void;
}) {
	if (line === undefined) return null;
	return (
		<button type="button" class="link mono place-link" title={t('showInSource')} onClick={() => onJump(id)}>
			{t('line', line)}
		</button>
	);
}

/** Places that data went through on its way to the last, each once. */
function SinkPath({ path, to }: { path: readonly Place[]; to: Place }) {
	const texts = path.map(({ text }) => visible(brief(text)));
	const end = visible(brief(to.text));
	const steps = texts.filter((text, index) => text !== (texts[index + 1] ?? end));
	if (steps.length === 0) return null;
	return (
		<span class="dim mono" title={visible(path.map(({ text }) => text).join('\n→ '))}>
			{steps.join(' → ')} →{' '}
		</span>
	);
}

const brief = (text: string): string =>
	(text.length > 40 ? `${text.slice(0, 39)}…` : text).replace(/\s+/g, ' ');
