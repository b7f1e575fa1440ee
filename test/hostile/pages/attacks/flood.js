// More than anyone can take: what is not kept must be counted.
{
	const COUNT = 30000;
	lair.finish = async () => {
		let arrived = 0;
		const all = new Promise((done) => {
			window.addEventListener('message', ({ data }) => {
				if (data?.flood !== undefined && ++arrived === COUNT) done();
			});
		});
		for (let i = 0; i < COUNT; i++) window.postMessage({ flood: i, text: 'x'.repeat(300) }, '*');
		await all;
		lair.flood = COUNT;
	};
}
