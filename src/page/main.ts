import { Bodies } from './bodies.ts';
import { awaitBus, KIN } from './channel.ts';
import { watchChannels } from './channels.ts';
import { obey, type PageCommand } from './commands.ts';
import { watchDocumentOpen } from './document-open.ts';
import { Inventory } from './inventory.ts';
import { Kin } from './kin.ts';
import { Listeners } from './listeners.ts';
import { fault, Log } from './log.ts';
import { Messages } from './messages.ts';
import { apply, parse } from './natives.ts';
import { onFault, undoAll } from './patch.ts';
import { Runs } from './runs.ts';
import { watchSends } from './sends.ts';
import { toolbox } from './toolbox.ts';
import { openDoor } from './tools-door.ts';
import { WebSockets } from './websocket.ts';

/** Entry of the page's own world: installs the hooks as soon as the isolated world has handed over the bus. */
awaitBus((bus) => {
	const log = new Log((full) => bus.send('wake', `${full}`));
	onFault((where, error) => log.add(60, () => fault(where, error)));
	const bodies = new Bodies(log);
	const inventory = new Inventory(log);
	const runs = new Runs(log, inventory);
	const messages = new Messages(log, inventory, runs, bodies);
	const sockets = new WebSockets(log, runs, bodies);

	messages.arm();
	runs.install();
	const listeners = new Listeners(new Kin(), inventory, runs, messages.listenTo);
	listeners.install();
	bus.onTarget(KIN, (line) => listeners.join(line));
	watchSends(log, runs, bodies);
	watchChannels(log);
	sockets.install();
	bus.on('name', (name) => watchDocumentOpen(name, log, inventory, bus, messages.arm));

	bus.on('pull', () => bus.send('events', log.take()));
	bus.on('record', () => {
		log.recording = true;
		runs.record(true);
	});
	bus.on('rest', () => {
		log.recording = false;
		runs.record(false);
		bodies.clear();
	});
	bus.on('snapshot', () => {
		const listeners = inventory.snapshot();
		const live = sockets.inventory.snapshot();
		bus.send('events', `0 ${listeners}${listeners && live && ','}${live}`);
	});
	bus.on('count', () => bus.send('events', `${messages.ordinal} `));
	bus.on('quiet', (all) => {
		log.quiet = true;
		if (all) undoAll();
	});
	bus.on('command', (text) => {
		const { id, command } = parse(text) as { id: number; command: PageCommand };
		obey(command, bodies, inventory, (json) => bus.send('result', `{"id":${id},"result":${json}}`));
	});
	bus.on('tools', (text) =>
		openDoor(text, (tools) => {
			apply(tools, undefined, [toolbox({ bus, log, inventory, runs, messages, sockets })]);
			bus.send('tooled');
		}),
	);
	bus.send('ready');
});
