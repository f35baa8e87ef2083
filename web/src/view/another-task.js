/** Goes on in a task of its own, so that the page can do something else before it. */
export const anotherTask = () => new Promise((resolve) => setTimeout(resolve));
