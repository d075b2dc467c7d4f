// The columns of the table: the same as Rolecall's, with the same markup.
import { createColumnHelper, createFilteredRowModel, createSortedRowModel, columnFilteringFeature, globalFilteringFeature, rowSelectionFeature, rowSortingFeature, sortFn_basic, tableFeatures, type FilterFn, type SortFn } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { fold, type User } from './users.ts';

type Features = typeof base;
const base = tableFeatures({ columnFilteringFeature, globalFilteringFeature, rowSelectionFeature, rowSortingFeature });

/** All words must occur somewhere. They are folded once per search, not once per row. */
const words: FilterFn<Features, User> = (row, _column, folded: string[]) => folded.every((word) => row.original.searchText.includes(word));
words.resolveFilterValue = (typed: string) => fold(typed).split(/\s+/).filter(Boolean);

const byKey: SortFn<Features, User> = (a, b) => (a.original.key < b.original.key ? -1 : a.original.key > b.original.key ? 1 : 0);

export const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { words },
  sortFns: { byKey, basic: sortFn_basic },
});

const MAX_NAMED = 3;
const day = new Intl.DateTimeFormat([], { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat([], { dateStyle: 'long', timeStyle: 'long' });

const Badge = ({ tone = '', children }: { tone?: string; children: ReactNode }) => <span className={`badge ${tone}`}>{children}</span>;

const UserCell = ({ user: { data, display } }: { user: User }) => (
  <>
    <span className="user-line">
      <span className="user-name" dir="auto">{display}</span>
      {data.domain_owner && <Badge>Domain owner</Badge>}
      {data.type === 'SERVICE' ? <Badge>Service</Badge> : data.type === 'DEBUG' ? <Badge>Debug</Badge> : null}
      {data.sync_mode === 'SCIM' && <Badge>SCIM</Badge>}
    </span>
    {data.email !== display && <span className="user-email" dir="auto">{data.email}</span>}
  </>
);

const List = ({ items }: { items: { name: string; aside?: string }[] }) => {
  if (items.length === 0) return <span className="quiet">None</span>;
  const more = items.length - MAX_NAMED;
  return (
    <>
      {items.slice(0, MAX_NAMED).map(({ name, aside }, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <bdi>{name}</bdi>
          {aside && <span className="quiet"> (<bdi>{aside}</bdi>)</span>}
        </span>
      ))}
      {more > 0 && <span className="quiet">, and {more} more</span>}
    </>
  );
};

const Roles = ({ user }: { user: User }) => {
  const held = new Map<string, string[]>();
  for (const { role, namespace } of user.data.namespace_roles) {
    const namespaces = held.get(role);
    if (namespaces) namespaces.push(namespace);
    else held.set(role, [namespace]);
  }
  const items = Array.from(held, ([name, namespaces]) => {
    const more = namespaces.length - MAX_NAMED;
    return { name, aside: namespaces.slice(0, MAX_NAMED).join(', ') + (more > 0 ? `, +${more}` : '') };
  });
  return <List items={items} />;
};

const IDENTITY: Record<string, string> = { SSO: 'Single sign-on', VOLTERRA_MANAGED: 'Local', UNDEFINED: 'Undefined' };

const helper = createColumnHelper<typeof features, User>();
export const columns = helper.columns([
  helper.accessor('display', { id: 'user', header: 'User', sortFn: 'byKey', cell: ({ row }) => <UserCell user={row.original} /> }),
  helper.accessor((user) => user.data.namespace_roles.length, { id: 'roles', header: 'Roles', sortFn: 'basic', cell: ({ row }) => <Roles user={row.original} /> }),
  helper.accessor((user) => user.data.group_names.length, {
    id: 'groups', header: 'Groups', sortFn: 'basic', cell: ({ row }) => <List items={row.original.data.group_names.map((name) => ({ name }))} />,
  }),
  helper.accessor((user) => user.data.otp_enabled, {
    id: 'otp', header: 'One-time password', sortFn: 'basic',
    cell: ({ row: { original: { data } } }) =>
      data.otp_enabled ? <Badge tone="badge-good">On</Badge> : <Badge tone={data.idm_type === 'VOLTERRA_MANAGED' ? 'badge-warning' : ''}>Off</Badge>,
  }),
  helper.accessor((user) => user.data.idm_type, {
    id: 'identity', header: 'Identity', sortFn: 'basic', cell: ({ row: { original: { data } } }) => <span dir="auto">{IDENTITY[data.idm_type] ?? data.idm_type}</span>,
  }),
  helper.accessor('lastLogin', {
    id: 'last_login', header: 'Last login', sortFn: 'basic', sortUndefined: 'last',
    cell: ({ row: { original: { lastLogin, data } } }) =>
      lastLogin === undefined ? <span className="quiet">Never signed in</span> : <time dateTime={data.last_login_timestamp!} title={exact.format(lastLogin)}>{day.format(lastLogin)}</time>,
  }),
  helper.accessor((user) => user.data.disabled, { id: 'status', header: 'Status', sortFn: 'basic', cell: ({ getValue }) => (getValue() ? <Badge tone="badge-bad">Disabled</Badge> : 'Active') }),
]);
