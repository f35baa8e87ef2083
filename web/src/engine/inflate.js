/** Unpacks what lies in a file as text: gzip, then base64, which browsers unpack by themselves. */

/**
 * @param {string} base64
 * @returns {Promise<Uint8Array<ArrayBuffer>>} rejects where the browser cannot, and says what it lacks
 */
export async function inflate(base64) {
  if (typeof DecompressionStream === 'undefined')
    throw new Error('this browser has no DecompressionStream, with which the file is unpacked');
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
