/** What is asked of an engine behind a queue now and then: apart, so that the first screen does without it. */
import { attendResult, readAttend } from './attend.js';
import { readSaturation, saturationPoints } from './saturation.js';

/** @typedef {import('./async-engine.js').AsyncEngine} AsyncEngine */

/**
 * @param {AsyncEngine} engine
 * @param {import('softlook').AttendRequest} asked copied before this returns
 * @param {{signal?: AbortSignal}} [options] an abort ends the worker in the middle of its work; the promise rejects
 *   with the signal's reason
 * @returns {Promise<import('softlook').AttendResult>} rejects as trace() does
 */
export async function attend(engine, asked, { signal } = {}) {
  const request = readAttend(asked, true);
  return attendResult(await engine.jobs.submit({ type: 'attend', request }, { signal }), request);
}

/**
 * @param {AsyncEngine} engine
 * @param {import('softlook').SaturationRequest} asked copied before this returns
 * @param {{signal?: AbortSignal}} [options] after an abort the promise rejects with the signal's reason
 * @returns {Promise<import('softlook').SaturationPoint[]>} rejects as trace() does
 */
export async function saturation(engine, asked, { signal } = {}) {
  const request = readSaturation(asked);
  return saturationPoints(await engine.jobs.submit({ type: 'saturation', request }, { signal }), request);
}
