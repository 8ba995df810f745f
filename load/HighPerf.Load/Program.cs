using HighPerf.Load;

return await LoadProgram.RunAsync(args);
