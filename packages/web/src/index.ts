export { builtPages } from './build/built-pages.ts';
