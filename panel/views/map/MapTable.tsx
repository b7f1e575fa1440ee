import type { Graph } from '../../../src/session/graph/build.ts';
import { t, tOf } from '../../i18n.ts';
import type { AnalysisStore } from '../../store/analysis-store.ts';
import { countText, nodeLabel, nodeName, worstOf } from './map-text.ts';

/** Lines of the table; what is beyond is in the timeline. */
const MOST_LINES = 300;

/** What the picture shows, for those who hear it: who talks to whom, and those who are silent. */
export function MapTable({ graph, analysis }: { graph: Graph; analysis: AnalysisStore }) {
	const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
	const nameOf = (key: string): string => {
		const node = nodes.get(key);
		return node ? nodeName(node) : '';
	};
	const verdictOf = (edge: Graph['edges'][number]): string => {
		const verdict = worstOf(edge, analysis);
		return verdict === undefined ? '' : tOf('verdict', verdict);
	};
	return (
		<div class="unseen">
			<table>
				<caption>{t('mapTable')}</caption>
				<thead>
					<tr>
						<th scope="col">{t('from')}</th>
						<th scope="col">{t('to')}</th>
						<th scope="col">{t('column_kind')}</th>
						<th scope="col">{t('mapCount')}</th>
						<th scope="col">{t('verdict')}</th>
					</tr>
				</thead>
				<tbody>
					{graph.edges.slice(0, MOST_LINES).map((edge) => (
						<tr key={edge.key}>
							<td>{nameOf(edge.from)}</td>
							<td>{nameOf(edge.to)}</td>
							<td>{tOf('channel', edge.via)}</td>
							<td>{countText(edge)}</td>
							<td>{verdictOf(edge)}</td>
						</tr>
					))}
				</tbody>
			</table>
			<ul aria-label={t('mapNodes')}>
				{graph.nodes.slice(0, MOST_LINES).map((node) => {
					const around = node.parent === undefined ? '' : t('mapInside', nameOf(node.parent));
					return <li key={node.key}>{[nodeLabel(node), around].filter(Boolean).join(', ')}</li>;
				})}
			</ul>
		</div>
	);
}
