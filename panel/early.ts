import { connect, inspectedTab } from './lines/connection.ts';
import { readAhead } from './storage.ts';

/** The first of the panel's scripts: asks other processes for what they know while the rest is still being read. */
readAhead();
export const tabId = inspectedTab();
export const connection = connect(tabId);
