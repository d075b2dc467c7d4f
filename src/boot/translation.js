// Keeps the page true when somebody else changes its texts. Page translators put nodes of their own in the place of text nodes,
// join them, wrap them or write into them; the app goes on writing to those it made, where nobody may see it. So before the app
// touches a part that others have changed, that part becomes again what the app made of it, and may be translated anew.
//
// The bundler (.make/bundler) puts these functions where the script of wasm-bindgen changes the tree of the page. Whatever else
// changes it is somebody else.

/** @type {MutationObserverInit} */
const WATCHED = { childList: true, characterData: true, characterDataOldValue: true, subtree: true };

/** The children that the app gave an element which others have changed since. @type {WeakMap<Node, Node[]>} */
const given = new WeakMap();
/** The element that gave up such a child, or may. @type {WeakMap<Node, Node>} */
const home = new WeakMap();
/** What the app wrote into a text that others have written into since. @type {WeakMap<Node, string | null>} */
const written = new WeakMap();
/** What others have put into the page. @type {WeakSet<Node>} */
const strangers = new WeakSet();
let isAlone = true;

const observer = new MutationObserver((records) => note(records));

/** The children of an element before these changes. @param {Node} parent @param {MutationRecord[]} records */
const childrenBefore = (parent, records) => {
  const children = [...parent.childNodes];
  for (const { target, type, addedNodes, removedNodes, previousSibling } of [...records].reverse()) {
    if (target !== parent || type !== 'childList') continue;
    const at = previousSibling ? children.indexOf(/** @type {ChildNode} */ (previousSibling)) + 1 : 0;
    children.splice(at, addedNodes.length, .../** @type {NodeListOf<ChildNode>} */ (removedNodes));
  }
  return children;
};

/** Remembers what the app made of the elements that others have changed. @param {MutationRecord[]} records */
const note = (records) => {
  isAlone = false;
  for (const { target, type, oldValue, removedNodes } of records) {
    const isText = type === 'characterData';
    const parent = isText ? (home.get(target) ?? target.parentNode) : target;
    if (isText && !written.has(target)) written.set(target, oldValue);
    // Who only adds something takes nothing from the app.
    if (!parent || given.has(parent) || strangers.has(parent) || !(isText || removedNodes.length)) continue;
    const children = childrenBefore(parent, records);
    given.set(parent, children);
    for (const child of children) home.set(child, parent);
  }
  for (const { addedNodes } of records) for (const node of addedNodes) if (!home.has(node)) strangers.add(node);
};

/** Makes of an element what the app made of it. What is in its place is not moved: it may have the focus. @param {Node} parent */
const restore = (parent) => {
  const children = given.get(parent);
  if (!children) return;
  given.delete(parent);
  const ours = new Set(children);
  for (const child of [...parent.childNodes]) if (!ours.has(child)) child.remove();
  let next = parent.firstChild;
  for (const child of children) {
    if (child === next) next = next.nextSibling;
    else parent.insertBefore(child, next);
    home.delete(child);
    if (written.has(child)) child.nodeValue = written.get(child) ?? '';
    written.delete(child);
    restore(child);
  }
  observer.takeRecords();
};

/** What the app is about to touch, and the sentence around it, is as the app made it. @param {Node | null} node */
const reclaim = (node) => {
  const records = observer.takeRecords();
  if (records.length) note(records);
  if (isAlone || !node) return;
  let isNear = true;
  for (let at = /** @type {Node | null} */ (node); at; at = at.parentNode) {
    const parent = home.get(at);
    if (parent && (isNear || parent !== at.parentNode)) restore(parent);
    isNear &&= !!parent;
  }
  // Some translators leave the text and write theirs beside it.
  if (node instanceof Text) for (const other of [...(node.parentNode?.childNodes ?? [])]) if (strangers.has(other)) other.remove();
  observer.takeRecords();
};

/** @param {Node} node */
export const parentNode = (node) => {
  reclaim(node);
  return node.parentNode;
};

/** @param {Node} parent @param {Node} child @param {Node | null} next */
export const insertBefore = (parent, child, next) => {
  reclaim(parent);
  restore(parent);
  reclaim(child);
  reclaim(next);
  strangers.delete(child);
  const inserted = parent.insertBefore(child, next);
  observer.takeRecords();
  return inserted;
};

/** @param {ChildNode} node */
export const remove = (node) => {
  reclaim(node);
  node.remove();
  observer.takeRecords();
  // It may come back, and a slow translator may reach it before.
  if (node instanceof Element) observer.observe(node, WATCHED);
};

/** @param {Text} node @param {string} text */
export const setText = (node, text) => {
  reclaim(node);
  node.nodeValue = text;
  observer.takeRecords();
};

/** The app begins with the element that is to hold it. @param {Element} root @param {string} text */
export const setContent = (root, text) => {
  reclaim(root);
  restore(root);
  root.textContent = text;
  observer.takeRecords();
  observer.observe(root, WATCHED);
};
