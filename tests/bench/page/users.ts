// The users: asked for, and made ready once so that typing and sorting compare what is there already.
export interface Answer {
  name: string;
  email: string;
  first_name: string;
  last_name: string;
  last_login_timestamp: string | null;
  disabled: boolean;
  domain_owner: boolean;
  otp_enabled: boolean;
  idm_type: string;
  sync_mode: string;
  type: string;
  group_names: string[];
  namespace_roles: { namespace: string; role: string }[];
}

/** A user with what the table shows and compares. The answer's own objects are kept, not copied. */
export interface User {
  answer: Answer;
  display: string;
  /** Name without case and accents, for the order. */
  key: string;
  /** All one may search in, without case and accents. */
  hay: string;
  lastLogin: number | undefined;
}

const MARKS = /\p{Mark}/gu;
const ASCII = /^[\x00-\x7f]*$/;
// Most names are plain: taking marks off costs ten times as much as looking.
export const fold = (text: string) => (ASCII.test(text) ? text : text.normalize('NFKD').replace(MARKS, '')).toLowerCase();

const ready = (answer: Answer): User => {
  const display = `${answer.first_name} ${answer.last_name}`.trim() || answer.name || answer.email;
  const key = fold(display);
  let hay = `${key}\n${answer.email.toLowerCase()}`;
  if (answer.name !== answer.email) hay += `\n${answer.name.toLowerCase()}`;
  for (const { role, namespace } of answer.namespace_roles) hay += `\n${role}\n${namespace}`;
  for (const group of answer.group_names) hay += `\n${group}`;
  const login = answer.last_login_timestamp;
  return { answer, display, key, hay, lastLogin: login === null ? undefined : Date.parse(login) };
};

export const load = async (): Promise<User[]> => {
  const response = await fetch('/api/web/custom/namespaces/system/user_roles');
  if (!response.ok) throw new Error(`The tenant answered ${response.status}.`);
  const { items }: { items: Answer[] } = await response.json();
  return items.map(ready);
};
