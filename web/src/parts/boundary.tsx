import { Component, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';

/** A page with a fault says so and offers a way on, instead of going blank. A class, because React knows no other boundary. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { error, common } = useWords();
  return (
    <div className="empty" role="alert">
      <h2>{error.crashed}</h2>
      <div className="empty-action">
        <button type="button" className="button" onClick={() => location.reload()}>
          {common.again}
        </button>
      </div>
    </div>
  );
}
