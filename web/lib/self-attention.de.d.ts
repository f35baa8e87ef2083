/** Loading this gives <self-attention> its German texts, for figures that are there and those that will be. */
export {};
