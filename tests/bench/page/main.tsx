// Starts the page. The list is asked for before React has begun to work.
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { load } from './users.ts';

createRoot(document.getElementById('app')!).render(<App users={load()} />);
