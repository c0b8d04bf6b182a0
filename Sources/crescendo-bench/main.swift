import Terminal

TerminalProbe.settleProcess()
CrescendoBench.main()
