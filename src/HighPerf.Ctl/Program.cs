using HighPerf.Ctl;

return await ControlProgram.RunAsync(args);
