import type { ComponentChildren } from 'preact';

/** Choices that belong together. */
export function Group({
	title,
	hint,
	children,
}: {
	title: string;
	hint?: string;
	children: ComponentChildren;
}) {
	return (
		<fieldset class="settings-group">
			<legend>{title}</legend>
			{hint !== undefined && <p class="settings-hint">{hint}</p>}
			{children}
		</fieldset>
	);
}

interface ChoiceProps<T extends string | number> {
	label: string;
	options: readonly T[];
	value: T;
	nameOf(option: T): string;
	onChoose(option: T): void;
}

/** One of some, from a menu. */
export function Choice<T extends string | number>({
	label,
	options,
	value,
	nameOf,
	onChoose,
}: ChoiceProps<T>) {
	return (
		<label class="settings-line">
			<span>{label}</span>
			<select
				class="settings-select"
				value={String(value)}
				onChange={({ currentTarget }) => {
					const option = options[currentTarget.selectedIndex];
					if (option !== undefined) onChoose(option);
				}}
			>
				{options.map((option) => (
					<option key={option} value={String(option)} selected={option === value}>
						{nameOf(option)}
					</option>
				))}
			</select>
		</label>
	);
}
