/** The module as softlook.d.ts has it, round a core that can be broken on purpose. For tests; not part of the interface. */
import type { Engine, EngineOptions } from './softlook.js';

export interface BreakableEngine extends Engine {
  /** Calls one of the functions of cpp/wasm/test_hooks.h and returns its answer. */
  breakDown(how: 'trap' | 'exhaust' | 'hang' | 'overflow' | 'throwNumber' | 'escape'): void;
  breakDown(how: 'stackPointer'): { address: number };
}

export function createEngine(options?: EngineOptions): Promise<BreakableEngine>;
