import { useEffect, useState } from 'preact/hooks';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { t, tOf } from '../../i18n.ts';
import type { DecodeStore, ProtoCheck } from '../../store/decoding/decode-store.ts';

/** Takes a person's .proto file for the messages of a socket, and which of its types come and go. */
export function ProtoForm({ decoding, socket }: { decoding: DecodeStore; socket: SocketRecord }) {
	decoding.version.value;
	const { proto } = decoding.choiceOf(socket);
	const [text, setText] = useState(proto?.text ?? '');
	const [check, setCheck] = useState<ProtoCheck>();
	/** Of the text in use, which stays so while another is wrong. */
	const [types, setTypes] = useState<string[]>([]);
	const given = proto?.text;
	useEffect(() => {
		if (given === undefined) return;
		void decoding.checkProto(given).then((answer) => 'types' in answer && setTypes(answer.types));
	}, [given, decoding]);
	const use = async (written: string): Promise<void> => {
		const answer = await decoding.checkProto(written);
		setCheck(answer);
		if (!('types' in answer)) return;
		const [only = '', ...others] = answer.types;
		// What was chosen stays, where the new text has it, too.
		const kept = (name: string | undefined): string =>
			name !== undefined && answer.types.includes(name) ? name : others.length === 0 ? only : '';
		decoding.choose(socket, {
			protocol: 'protobuf',
			proto: { text: written, in: kept(proto?.in), out: kept(proto?.out) },
		});
	};
	const read = async (files: readonly File[]): Promise<void> => {
		const texts = await Promise.all(files.map((file) => file.text()));
		if (texts.length === 0) return;
		setText(texts.join('\n'));
		await use(texts.join('\n'));
	};
	return (
		<form
			id="proto-form"
			class="act-form proto-form"
			aria-label={t('protoFile')}
			onSubmit={(event) => {
				event.preventDefault();
				void use(text);
			}}
		>
			<textarea
				class="act-payload mono"
				rows={5}
				spellcheck={false}
				aria-label={t('protoFile')}
				aria-invalid={check !== undefined && !('types' in check)}
				placeholder={'message Order {\n  string id = 1;\n}'}
				value={text}
				onInput={(event) => setText(event.currentTarget.value)}
			/>
			<div class="act-line">
				<button type="submit" class="button" disabled={text.trim() === ''}>
					{t('protoUse')}
				</button>
				<label class="button act-choose">
					{t('protoChoose')}
					<input
						type="file"
						accept=".proto"
						multiple
						class="unseen"
						onChange={({ currentTarget }) => {
							void read([...(currentTarget.files ?? [])]);
							// The same file can be chosen again.
							currentTarget.value = '';
						}}
					/>
				</label>
				{proto && (
					<button
						type="button"
						class="link"
						onClick={() => {
							setCheck(undefined);
							decoding.choose(socket, { proto: undefined });
						}}
					>
						{t('protoForget')}
					</button>
				)}
				{check && !('types' in check) && (
					<span class="act-problem" role="alert">
						{'failed' in check
							? tOf('decodingFailed', check.failed)
							: `${t('protoLine', check.line)} ${tOf('protoProblem', check.code, check.word)}`}
					</span>
				)}
			</div>
			{proto && types.length > 0 && (
				<div class="act-line">
					{(['in', 'out'] as const).map((direction) => (
						<label key={direction} class="act-label">
							{t(direction === 'in' ? 'protoIn' : 'protoOut')}
							<select
								class="choice act-target"
								value={proto[direction]}
								onChange={(event) =>
									decoding.choose(socket, {
										proto: { ...proto, [direction]: event.currentTarget.value },
									})
								}
							>
								<option value="">{t('protoNoType')}</option>
								{types.map((name) => (
									<option key={name} value={name}>
										{name}
									</option>
								))}
							</select>
						</label>
					))}
				</div>
			)}
		</form>
	);
}
