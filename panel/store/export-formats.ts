export const exportFormats = ['session', 'har', 'csv', 'sarif', 'html', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];
