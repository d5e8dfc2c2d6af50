"""Publications that the methods come from."""

REFERENCES = (
    "Armitage, P. (1955). Tests for linear trends in proportions and frequencies. Biometrics 11, "
    "375-386.",
    "Bella, A., Ferri, C., Hernández-Orallo, J. and Ramírez-Quintana, M. J. (2010). "
    "Quantification via probability estimators. IEEE International Conference on Data Mining, "
    "737-742.",
    "Bellman, R. and Roth, R. (1969). Curve fitting by segmented straight lines. Journal of the "
    "American Statistical Association 64, 1079-1084.",
    "Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and "
    "powerful approach to multiple testing. Journal of the Royal Statistical Society B 57, "
    "289-300.",
    "Grootendorst, M. (2022). BERTopic: neural topic modeling with a class-based TF-IDF "
    "procedure. arXiv:2203.05794.",
    "Hamed, K. H. and Rao, A. R. (1998). A modified Mann-Kendall trend test for autocorrelated "
    "data. Journal of Hydrology 204, 182-196.",
    "Hirsch, R. M., Slack, J. R. and Smith, R. A. (1982). Techniques of trend analysis for monthly "
    "water quality data. Water Resources Research 18, 107-121.",
    "Holt, D. and Smith, T. M. F. (1979). Post stratification. Journal of the Royal Statistical "
    "Society A 142, 33-46.",
    "Kish, L. (1965). Survey Sampling. Wiley, New York.",
    "Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13, 245-259.",
    "Newcombe, R. G. (1998). Interval estimation for the difference between independent "
    "proportions: comparison of eleven methods. Statistics in Medicine 17, 873-890.",
    "Saerens, M., Latinne, P. and Decaestecker, C. (2002). Adjusting the outputs of a classifier "
    "to new a priori probabilities: a simple procedure. Neural Computation 14, 21-41.",
    "Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau. Journal "
    "of the American Statistical Association 63, 1379-1389.",
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. "
    "Journal of the American Statistical Association 22, 209-212.",
)
