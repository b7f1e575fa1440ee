import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import type { HarSocket } from '../../../src/session/read-har.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from './events.ts';
