// Starts the page. The list is requested before React starts to work.
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { load } from './users.ts';

createRoot(document.getElementById('app')!).render(<App users={load()} />);
