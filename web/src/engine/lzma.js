/**
 * Unpacks LZMA, which makes the WASM a fifth smaller than deflating does: raw LZMA1 with lc = 3, lp = 0, pb = 0, without
 * a header. After the "LZMA specification" in Igor Pavlov's LZMA SDK, whose names these are.
 */

/** Bits are coded with probabilities of 11 bits, which begin even and move by a 32nd. */
const EVEN = 1024;

/** @param {number} count */
const probabilities = (count) => new Uint16Array(count).fill(EVEN);

/** The range coder: bits, and numbers made of bits. */
class RangeDecoder {
  #range = 0xffffffff;
  #code = 0;
  #at = 1;

  /** @param {Uint8Array} input */
  constructor(input) {
    this.input = input;
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | input[this.#at++]) >>> 0;
  }

  #normalize() {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.input[this.#at++]) >>> 0;
  }

  /** @param {Uint16Array} probs @param {number} i */
  bit(probs, i) {
    const bound = (this.#range >>> 11) * probs[i];
    const bit = this.#code < bound ? 0 : 1;
    if (bit) {
      this.#range -= bound;
      this.#code -= bound;
      probs[i] -= probs[i] >>> 5;
    } else {
      this.#range = bound;
      probs[i] += (2048 - probs[i]) >>> 5;
    }
    this.#normalize();
    return bit;
  }

  /** Bits that are as often 0 as 1. @param {number} count */
  direct(count) {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.#range >>>= 1;
      const bit = this.#code < this.#range ? 0 : 1;
      if (bit) this.#code -= this.#range;
      value = (value << 1) | bit;
      this.#normalize();
    }
    return value;
  }

  /** The highest bit first. @param {Uint16Array} probs @param {number} count @param {number} [from] */
  tree(probs, count, from = 0) {
    let node = 1;
    for (let i = 0; i < count; i++) node = (node << 1) | this.bit(probs, from + node);
    return node - (1 << count);
  }

  /** The lowest bit first. @param {Uint16Array} probs @param {number} count @param {number} [from] */
  reverseTree(probs, count, from = 0) {
    let node = 1;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const bit = this.bit(probs, from + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }
}

/** @param {RangeDecoder} decoder @returns {() => number} reads the length of a match, less 2 */
function lengths(decoder) {
  const choice = probabilities(2);
  const [low, mid, high] = [8, 8, 256].map(probabilities);
  return () => {
    if (!decoder.bit(choice, 0)) return decoder.tree(low, 3);
    return decoder.bit(choice, 1) ? 16 + decoder.tree(high, 8) : 8 + decoder.tree(mid, 3);
  };
}

/** @param {RangeDecoder} decoder @returns {(length: number) => number} reads how far back a match is, less 1 */
function distances(decoder) {
  const slots = Array.from({ length: 4 }, () => probabilities(64));
  const special = probabilities(115);
  const align = probabilities(16);
  return (length) => {
    const slot = decoder.tree(slots[Math.min(length, 3)], 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << count;
    if (slot < 14) return base + decoder.reverseTree(special, count, base - slot);
    return base + (decoder.direct(count - 4) << 4) + decoder.reverseTree(align, 4);
  };
}

/** @param {RangeDecoder} decoder @returns {(before: number, matched: number) => number} reads a byte; matched -1: none */
function literals(decoder) {
  const probs = probabilities(0x300 * 8);
  return (before, matched) => {
    const from = 0x300 * (before >> 5);
    let symbol = 1;
    let like = matched >= 0;
    for (let i = 7; i >= 0; i--) {
      const expected = (matched >> i) & 1;
      const bit = decoder.bit(probs, from + symbol + (like ? (1 + expected) << 8 : 0));
      symbol = (symbol << 1) | bit;
      like &&= bit === expected;
    }
    return symbol & 0xff;
  };
}

/**
 * @param {Uint8Array} input
 * @param {number} size of what was packed, in bytes
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function unpackLzma(input, size) {
  const decoder = new RangeDecoder(input);
  const output = new Uint8Array(size);
  const [isMatch, isRep, isRepG0, isRepG1, isRepG2, isRep0Long] = Array.from({ length: 6 }, () =>
    probabilities(12),
  );
  const [literal, distance] = [literals(decoder), distances(decoder)];
  const [matchLength, repLength] = [lengths(decoder), lengths(decoder)];
  const reps = [0, 0, 0, 0];
  /** What came before: up to 6 literals, from 7 on matches. */
  let state = 0;
  for (let at = 0; at < size; ) {
    if (!decoder.bit(isMatch, state)) {
      output[at] = literal(at > 0 ? output[at - 1] : 0, state < 7 ? -1 : output[at - reps[0] - 1]);
      at++;
      state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
      continue;
    }
    let length = 1;
    if (!decoder.bit(isRep, state)) {
      const less = matchLength();
      reps.unshift(distance(less));
      reps.pop();
      length = less + 2;
      state = state < 7 ? 7 : 10;
    } else {
      let which = 0;
      let short = false;
      if (!decoder.bit(isRepG0, state)) short = !decoder.bit(isRep0Long, state);
      else if (!decoder.bit(isRepG1, state)) which = 1;
      else which = 2 + decoder.bit(isRepG2, state);
      // The one that is used becomes the latest.
      reps.unshift(...reps.splice(which, 1));
      if (!short) length = repLength() + 2;
      state = (state < 7 ? 8 : 11) + (short && state < 7 ? 1 : 0);
    }
    for (const end = at + length; at < end; at++) output[at] = output[at - reps[0] - 1];
  }
  return output;
}
