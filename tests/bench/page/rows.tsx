// The table. Only the rows in view are in the DOM.
import { FlexRender, type ReactTable, type Row } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import type { features } from './columns.tsx';
import type { User } from './users.ts';

type Features = typeof features;

const HEIGHT = 40;
/** Of the columns in src/pages/users/columns.rs. */
const WIDTHS = ['24%', '32%', '15%', '10.75rem', '8rem', '8.5rem', '7rem'];

export const Rows = ({ table, rows }: { table: ReactTable<Features, User>; rows: Row<Features, User>[] }) => {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => HEIGHT, overscan: 8 });
  const items = virtual.getVirtualItems();
  return (
    <div className="rows-box" ref={box}>
      <div className="rows-runway" style={{ minWidth: '66.5rem', height: virtual.getTotalSize() + HEIGHT }}>
        <table className="rows" role="grid" aria-label="Users and roles" aria-rowcount={rows.length + 1} style={{ top: items[0]?.start ?? 0 }}>
          <thead>
            <tr aria-rowindex={1}>
              <th role="columnheader" scope="col" className="select-head">
                <input type="checkbox" className="select-box" aria-label="Select all users" checked={table.getIsAllRowsSelected()} onChange={table.getToggleAllRowsSelectedHandler()} />
              </th>
              {table.getFlatHeaders().map((header, column) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th key={header.id} role="columnheader" scope="col" style={{ width: WIDTHS[column] }} aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}>
                    <button type="button" className="rows-sort" onClick={header.column.getToggleSortingHandler()}>
                      <FlexRender header={header} />
                      <span className="rows-arrow" aria-hidden="true">{sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const row = rows[item.index];
              return <TableRow key={row.id} row={row} index={item.index} selected={row.getIsSelected()} />;
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
};

// Memoized by its content: scrolling renders only rows that come into view.
const TableRow = memo(({ row, index, selected }: { row: Row<Features, User>; index: number; selected: boolean }) => (
  <tr data-row={index} aria-rowindex={index + 2} aria-selected={selected} tabIndex={-1}>
    <td role="gridcell" className="select-cell">
      <input type="checkbox" className="select-box" tabIndex={-1} aria-label={`Select ${row.original.display}`} checked={selected} onChange={row.getToggleSelectedHandler()} />
    </td>
    {row.getAllCells().map((cell, column) =>
      column === 0 ? (
        <th key={cell.id} role="rowheader" scope="row" className={row.original.data.disabled ? 'user-cell user-off' : 'user-cell'}><FlexRender cell={cell} /></th>
      ) : (
        <td key={cell.id} role="gridcell"><FlexRender cell={cell} /></td>
      ),
    )}
  </tr>
));
