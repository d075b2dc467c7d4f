// The users: loaded, and prepared once so that typing and sorting only compare.
export interface UserRow {
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

/** A user with what the table shows and compares. Holds the objects of the response, not copies. */
export interface User {
  data: UserRow;
  display: string;
  /** The name without case and accents, for sorting. */
  key: string;
  /** All searchable text, without case and accents. */
  searchText: string;
  lastLogin: number | undefined;
}

const MARKS = /\p{Mark}/gu;
const ASCII = /^[\x00-\x7f]*$/;
// Most names are ASCII: removing marks costs ten times as much as checking.
export const fold = (text: string) => (ASCII.test(text) ? text : text.normalize('NFKD').replace(MARKS, '')).toLowerCase();

const prepare = (data: UserRow): User => {
  const display = `${data.first_name} ${data.last_name}`.trim() || data.name || data.email;
  const key = fold(display);
  let searchText = `${key}\n${data.email.toLowerCase()}`;
  if (data.name !== data.email) searchText += `\n${data.name.toLowerCase()}`;
  for (const { role, namespace } of data.namespace_roles) searchText += `\n${role}\n${namespace}`;
  for (const group of data.group_names) searchText += `\n${group}`;
  const login = data.last_login_timestamp;
  return { data, display, key, searchText, lastLogin: login === null ? undefined : Date.parse(login) };
};

export const load = async (): Promise<User[]> => {
  const response = await fetch('/api/web/custom/namespaces/system/user_roles');
  if (!response.ok) throw new Error(`The tenant responded with ${response.status}.`);
  const { items }: { items: UserRow[] } = await response.json();
  return items.map(prepare);
};
