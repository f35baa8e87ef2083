/** Made by scripts/build-element.mjs. */
declare module 'softlook:wasm' {
  /** The WASM, packed as inflate.js unpacks it. */
  export const base64: string;
}

declare module 'softlook:worker' {
  /** The whole worker as a function of its global scope. */
  export default function runWorker(scope: object): void;
}

declare module 'softlook:addresses' {
  export const german: string[];
  /** The worker's script. */
  export const script: string;
  /** The WASM. */
  export const core: string;
}
