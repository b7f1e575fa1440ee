/** What the panel does not open with (later.ts): one file, since each costs a start some ms. */
export { RowDetail } from './detail/RowDetail.tsx';
export { FindingsView } from './findings/FindingsView.tsx';
export { ListenersView } from './listeners/ListenersView.tsx';
export { MapView } from './map/MapView.tsx';
export { SettingsPane } from './settings/SettingsPane.tsx';
export { ArmedBar } from './sockets/act/ArmedBar.tsx';
export { SocketsView } from './sockets/SocketsView.tsx';
export { CellMenu } from './timeline/CellMenu.tsx';
export { HeadMenu } from './timeline/HeadMenu.tsx';
