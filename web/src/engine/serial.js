let last = 0;

/** A number for a new trace, never given twice: by it a core knows whether it still keeps that trace. */
export function nextSerial() {
  last += 1;
  return last;
}
