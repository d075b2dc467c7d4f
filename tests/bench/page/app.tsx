// The page: search, count, table. Typing stays urgent; the table follows when it can.
import { useTable } from '@tanstack/react-table';
import { Suspense, memo, use, useDeferredValue, useState } from 'react';
import { columns, features } from './columns.tsx';
import { Rows } from './rows.tsx';
import type { User } from './users.ts';

const count = new Intl.NumberFormat();

export const App = ({ users }: { users: Promise<User[]> }) => {
  const [typed, setTyped] = useState('');
  return (
    <>
      <header className="banner"><span className="brand"><span className="brand-mark" aria-hidden="true" />Rolecall</span></header>
      <main>
        <div className="page page-wide">
          <h1>Roles</h1>
          <p>Everyone in this tenant and their directly assigned roles.</p>
          <div className="part directory">
            <search className="tools">
              <div className="tools-row">
                <div className="tools-search">
                  <input type="search" id="search-users" className="input" aria-label="Search users" autoComplete="off" spellCheck={false}
                    value={typed} onChange={(event) => setTyped(event.target.value)} />
                </div>
              </div>
            </search>
            <Suspense fallback={<p aria-busy="true">Loading users</p>}>
              <Directory users={users} search={useDeferredValue(typed)} />
            </Suspense>
          </div>
        </div>
      </main>
    </>
  );
};

// Memoized: a keystroke renders it once, with the deferred value, not with the urgent one too.
const Directory = memo(({ users, search }: { users: Promise<User[]>; search: string }) => {
  const data = use(users);
  const table = useTable({
    features,
    columns,
    data,
    state: { globalFilter: search },
    // Each user has one search text, whatever the column, so one column is enough.
    globalFilterFn: 'words',
    getColumnCanGlobalFilter: (column) => column.id === 'user',
    enableSortingRemoval: false,
  });
  const rows = table.getRowModel().rows;
  return (
    <>
      <p className="tools-count" role="status">{`${count.format(rows.length)} of ${count.format(data.length)} users`}</p>
      <Rows table={table} rows={rows} />
    </>
  );
});
