/** Defines <self-attention>. */
export {};
