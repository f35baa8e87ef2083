/** attend() of an engine behind a queue: apart, because no figure asks it. */
import { attendResult, readAttend } from './attend.js';

/**
 * @param {import('./async-engine.js').AsyncEngine} engine
 * @param {import('softlook').AttendRequest} asked copied before this returns
 * @param {{signal?: AbortSignal}} [options] an abort ends the worker in the middle of its work; the promise rejects
 *   with the signal's reason
 * @returns {Promise<import('softlook').AttendResult>} rejects as trace() does
 */
export async function attend(engine, asked, { signal } = {}) {
  const request = readAttend(asked, true);
  return attendResult(await engine.jobs.submit({ type: 'attend', request }, { signal }), request);
}
