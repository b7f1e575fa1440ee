import type { ComponentChildren } from 'preact';

interface ActFormProps {
	title: string;
	hint: string;
	/** What it is called stands above it already. */
	isNamed?: boolean;
	onSubmit(): void;
	children: ComponentChildren;
}

/** A form of its own among the acts, with what it does in words. */
export function ActForm({ title, hint, isNamed = false, onSubmit, children }: ActFormProps) {
	return (
		<form
			class="act-form"
			aria-label={title}
			onSubmit={(event) => {
				event.preventDefault();
				onSubmit();
			}}
		>
			<p>
				{!isNamed && <strong>{title} </strong>}
				<span class="own-words">{hint}</span>
			</p>
			<div class="act-line">{children}</div>
		</form>
	);
}
