// Knows which page the address means when the document loads, from the same table as the app (src/app/routes.json).
import routes from '../app/routes.json';

/** @param {string} path */
const segments = (path) => path.replace(/\/+$/, '').split('/');
const here = segments(location.pathname);

export const route = routes.find(({ path }) => {
  const pattern = segments(path);
  return pattern.length === here.length && pattern.every((segment, index) => segment.startsWith('{') || segment === here[index]);
});
