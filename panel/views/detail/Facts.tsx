import type { ComponentChildren } from 'preact';
import type { CallSite } from '../../../src/protocol/event.ts';
import { visible } from '../../../src/session/visible.ts';
import { t } from '../../i18n.ts';
import { placeText } from '../../ui/place.ts';

/** Names and values, as the headers of a request are shown. Entries without a value are left out. */
export function Facts({ entries }: { entries: readonly (readonly [string, ComponentChildren])[] }) {
	return (
		<dl class="facts">
			{entries
				.filter(([, value]) => value !== undefined && value !== '' && value !== false && value !== null)
				.map(([name, value]) => (
					<div key={name} class="fact">
						<dt>{name}</dt>
						<dd>{typeof value === 'string' ? visible(value) : value}</dd>
					</div>
				))}
		</dl>
	);
}

/** A call stack, innermost first. */
export function Stack({
	sites,
	onOpen,
}: {
	sites: readonly CallSite[];
	onOpen: ((site: CallSite) => void) | undefined;
}) {
	if (sites.length === 0) return <p class="own-words pad">{t('noStack')}</p>;
	return (
		<ol class="stack mono">
			{sites.map((site, index) => (
				<li key={index} title={site.url}>
					<span class="stack-name">{visible(site.functionName ?? '') || t('anonymous')}</span>
					{onOpen && site.url ? (
						<button type="button" class="link mono" onClick={() => onOpen(site)}>
							{placeText(site)}
						</button>
					) : (
						<span class="dim">{placeText(site)}</span>
					)}
				</li>
			))}
		</ol>
	);
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
	return (
		<section class="section">
			<h2 class="section-title">{title}</h2>
			{children}
		</section>
	);
}
