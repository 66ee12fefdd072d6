import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { match } from './match.ts';
import { usePath } from './router.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/parts.css';

/** A patient on a telephone loads nothing of the console, and the console nothing of the patient's page. */
const Console = lazy(() => import('./console.tsx'));
const ReceiptPage = lazy(() => import('./pages/receipt.tsx'));
const OwnPage = lazy(() => import('./pages/own.tsx'));

function App() {
  const path = usePath();
  const own = match('/p/:token', path);
  const receipt = match('/r/:token', path);
  return (
    <Suspense fallback={null}>
      {own ? <OwnPage token={own.token!} /> : receipt ? <ReceiptPage token={receipt.token!} /> : <Console />}
    </Suspense>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
