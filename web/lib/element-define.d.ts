/** Defines <self-attention>, for HTML, code and JSX. */
import './self-attention.js';
